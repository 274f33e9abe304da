// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.dialect;

import io.costspan.engine.usage.Unit;
import io.costspan.engine.usage.Usage;
import io.costspan.engine.wire.ResponseFacts.ModelUsage;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tools that OpenAI ran itself while it answered, as the items of its output and {@code
 * tool_usage} tell. Not thread-safe.
 */
final class ServerTools {
  private static final int MOST_CONTAINERS = 256;
  private static final String DRAWS = "image_generation";

  private final UsageTally<ResponsesKey> drawn = new UsageTally<>(ResponsesKey.class);
  private final Set<String> containers = new HashSet<>(0);
  private String item = "";
  private @Nullable String action;
  private @Nullable String container;
  private String tool = "";
  private @Nullable String toolModel;
  private @Nullable String drawingModel;
  private long webSearches;
  private long webSearchesStated = UsageTally.UNSAID;
  private long fileSearches;

  void start(ResponsesKey key) {
    switch (key) {
      case OUTPUT -> {
        webSearches = 0;
        fileSearches = 0;
        containers.clear();
      }
      case OUTPUT_ITEM -> {
        item = "";
        action = null;
        container = null;
      }
      case TOOL -> {
        tool = "";
        toolModel = null;
      }
      case DRAWING -> drawn.open();
      default -> {}
    }
  }

  void end(ResponsesKey key) {
    switch (key) {
      case OUTPUT_ITEM -> ran();
      case TOOL ->
          drawingModel = tool.equals(DRAWS) && toolModel != null ? toolModel : drawingModel;
      case DRAWING -> drawn.close();
      default -> {}
    }
  }

  private void ran() {
    switch (item) {
      // to open a page that was found, or to look within it, costs nothing
      case "web_search_call" -> webSearches += action == null || action.equals("search") ? 1 : 0;
      case "file_search_call" -> fileSearches++;
      case "code_interpreter_call" -> {
        if (container != null && containers.size() < MOST_CONTAINERS) {
          containers.add(container);
        }
      }
      default -> {}
    }
  }

  void text(ResponsesKey key, String value) {
    switch (key) {
      case OUTPUT_TYPE -> item = value;
      case OUTPUT_ACTION -> action = value;
      case OUTPUT_CONTAINER -> container = value.isEmpty() ? null : value;
      case TOOL_TYPE -> tool = value;
      case TOOL_MODEL -> toolModel = value.isEmpty() ? null : value;
      default -> {}
    }
  }

  void count(ResponsesKey key, long value) {
    switch (key) {
      case WEB_SEARCHES -> webSearchesStated = value;
      case DRAWING_INPUT, DRAWING_INPUT_IMAGE, DRAWING_OUT, DRAWING_OUT_IMAGE ->
          drawn.put(key, value);
      default -> {}
    }
  }

  /** Adds what is paid by the use of a tool. */
  void bill(Usage.Builder usage) {
    long searches = webSearchesStated >= 0 ? webSearchesStated : webSearches;
    if (searches > 0) {
      usage.set(Unit.WEB_SEARCH, searches);
    }
    if (fileSearches > 0) {
      usage.set(Unit.FILE_SEARCH, fileSearches);
    }
    if (!containers.isEmpty()) {
      usage.set(Unit.CODE_SESSIONS, containers.size());
    }
  }

  /** What a model that draws used, under that model's name; no price has the name of the tool. */
  List<ModelUsage> drawing() {
    if (!drew()) {
      return List.of();
    }
    Usage usage =
        Usage.builder()
            .set(Unit.INPUT, drawn.get(ResponsesKey.DRAWING_INPUT))
            .set(Unit.INPUT_IMAGE, drawn.get(ResponsesKey.DRAWING_INPUT_IMAGE))
            .set(Unit.OUTPUT, drawn.get(ResponsesKey.DRAWING_OUT))
            .set(Unit.OUTPUT_IMAGE, drawn.get(ResponsesKey.DRAWING_OUT_IMAGE))
            .build();
    return List.of(new ModelUsage(drawingModel == null ? DRAWS : drawingModel, usage));
  }

  /** Whether something was drawn and nobody says by what model. */
  boolean nameless() {
    return drew() && drawingModel == null;
  }

  private boolean drew() {
    return drawn.get(ResponsesKey.DRAWING_INPUT) > 0 || drawn.get(ResponsesKey.DRAWING_OUT) > 0;
  }
}
