// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.config;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Every setting there is. The documentation's tables are made from here. */
public final class SettingsCatalogue {
  private static final ValueType<Boolean> SWITCH = new BooleanType();
  private static final ValueType<Path> PATH = new PathType();

  /** The state directory. */
  public static final Setting<Path> HOME =
      new Setting<>("home", PATH, "~/.costspan", "Directory for the ledger and the settings file.");

  /** Whether the agent does anything at all. */
  public static final Setting<Boolean> ENABLED =
      new Setting<>("enabled", SWITCH, "true", "false leaves the application wholly untouched.");

  /** The settings file. Its default exists in {@link Settings} only as an absolute path. */
  public static final Setting<Path> CONFIG =
      new Setting<>(
          "config",
          PATH,
          "<costspan.home>/costspan.yaml",
          "The settings file. The default one need not exist, one that is named must.");

  /** What a bad setting leads to. */
  public static final Setting<ConfigErrorPolicy> ON_CONFIG_ERROR =
      new Setting<>(
          "on-config-error",
          new ChoiceType<>(ConfigErrorPolicy.class),
          "observe",
          "After an unknown setting or a bad value: observe says so and only observes, with defaults"
              + " for what could not be read; fail refuses to start.");

  /** Whether debug lines are written to standard error. */
  public static final Setting<Boolean> DEBUG =
      new Setting<>("debug", SWITCH, "false", "Writes what the agent does to standard error.");

  /** Whether calls are written to the ledger. */
  public static final Setting<Boolean> LEDGER_ENABLED =
      new Setting<>(
          "ledger.enabled",
          SWITCH,
          "true",
          "Keeps a line per call under <costspan.home>/ledger; never a prompt, an answer or a key.");

  /** When a new ledger file is begun, in bytes. */
  public static final Setting<Long> LEDGER_MAX_FILE_SIZE =
      new Setting<>(
          "ledger.max-file-size",
          new SizeType(64 * 1024),
          "16MB",
          "A ledger file that has grown to this size is closed and a new one begun.");

  /** The most that all ledger files together may take, in bytes. */
  public static final Setting<Long> LEDGER_MAX_TOTAL_SIZE =
      new Setting<>(
          "ledger.max-total-size",
          new SizeType(64 * 1024),
          "256MB",
          "Beyond it the oldest ledger files that no running JVM writes to are deleted.");

  /** How long ledger files are kept. */
  public static final Setting<Duration> LEDGER_MAX_AGE =
      new Setting<>(
          "ledger.max-age",
          new DurationType(Duration.ofDays(36_500)),
          "90d",
          "Ledger files last written to longer ago are deleted.");

  /** Whether usage that no provider reported is estimated. */
  public static final Setting<Boolean> ESTIMATES_ENABLED =
      new Setting<>(
          "estimates.enabled",
          SWITCH,
          "true",
          "Estimates the tokens of answers that were cut short or report none; such costs are marked"
              + " estimated. false leaves them unpriced.");

  /** Whether spans and metrics are exported. */
  public static final Setting<Boolean> TELEMETRY_ENABLED =
      new Setting<>(
          "telemetry.enabled",
          SWITCH,
          "true",
          "Exports spans and metrics as the standard OTEL_* settings say.");

  /** Which metrics are recorded. */
  public static final Setting<MetricSet> TELEMETRY_METRICS =
      new Setting<>(
          "telemetry.metrics",
          new ChoiceType<>(MetricSet.class),
          "all",
          "cost leaves out token usage and durations, for those who have them from elsewhere.");

  /** Whether a traceparent is injected. */
  public static final Setting<Boolean> PROPAGATION_INJECT =
      new Setting<>(
          "propagation.inject",
          SWITCH,
          "true",
          "Adds a traceparent header to calls to known providers that nobody else added one to,"
              + " while spans are exported.");

  /** Whose streams are asked for their usage. */
  public static final Setting<StreamUsageMode> STREAM_USAGE =
      new Setting<>(
          "stream-usage",
          new ChoiceType<>(StreamUsageMode.class),
          "auto",
          "Where a streamed chat or completion would carry no usage, asks for it and takes the"
              + " answer out of the stream again: auto at OpenAI itself, where the application"
              + " cannot tell; always at every OpenAI-style host, some of which may refuse or answer"
              + " differently; never nowhere.");

  /** Whether OkHttp is watched. */
  public static final Setting<Boolean> OKHTTP_ENABLED =
      new Setting<>("clients.okhttp.enabled", SWITCH, "true", "Watches calls made by OkHttp.");

  /** Whether the JDK's HTTP client is watched. */
  public static final Setting<Boolean> HTTPCLIENT_ENABLED =
      new Setting<>(
          "clients.httpclient.enabled", SWITCH, "true", "Watches calls made by java.net.http.");

  /** The longest that the JVM's shutdown waits for the last calls to be written and sent. */
  public static final Setting<Duration> FLUSH_TIMEOUT =
      new Setting<>(
          "flush.timeout",
          new DurationType(Duration.ofMinutes(1)),
          "3s",
          "The longest that the JVM's exit waits for the last calls to be written and sent.");

  /** Whether the console may look at and control this JVM. */
  public static final Setting<Boolean> LIVE_ENABLED =
      new Setting<>(
          "live.enabled",
          SWITCH,
          "true",
          "Lets costspan-console look at and control this JVM by a socket under <costspan.home>/live"
              + " that only its user can reach; never a port.");

  /** Whether JMX shows and controls what the console does. */
  public static final Setting<Boolean> JMX_ENABLED =
      new Setting<>(
          "jmx.enabled",
          SWITCH,
          "true",
          "Registers the MBean io.costspan:type=Board after the first call.");

  /** What makes the agent step aside. */
  public static final Setting<List<Path>> KILL_FILE =
      new Setting<>(
          "kill-file",
          new ListType<>(PATH),
          "",
          "Files that make the agent step aside while one of them is there, beside kill in"
              + " costspan.home.");

  /** How many settled calls may wait to be priced and reported. */
  public static final Setting<Integer> QUEUE_SIZE =
      new Setting<>(
          "queue.size",
          new CountType(16, 1_000_000),
          "8192",
          "How many finished calls may wait to be priced and reported; those beyond are counted as"
              + " lost.");

  /** Provider ids of hosts that their names do not tell, by {@code host} or {@code host:port}. */
  public static final Setting<Map<String, String>> HOSTS =
      new Setting<>(
          "hosts",
          new MapType<>(MapKey.HOST, new NameType("a provider, for instance openai or anthropic")),
          "",
          "Which provider's API and prices a private host or gateway stands for.");

  /** Catalogue models of deployment names, which the catalogue cannot know. */
  public static final Setting<Map<String, ModelName>> PRICE_ALIASES =
      new Setting<>(
          "price.aliases",
          new MapType<>(MapKey.NAME, new ModelNameType()),
          "",
          "Which model's price a deployment or private model name is charged at.");

  /** The user's own prices. */
  public static final Setting<List<Path>> PRICE_FILE =
      new Setting<>(
          "price.file",
          new ListType<>(PATH),
          "",
          "Files of own prices in LiteLLM's JSON format, laid over the catalogue field by field; read"
              + " again when they change.");

  /** Contract discounts in percent by {@code provider} or {@code provider/model}. */
  public static final Setting<Map<String, BigDecimal>> PRICE_DISCOUNTS =
      new Setting<>(
          "price.discounts",
          new MapType<>(MapKey.NAME, new PercentType()),
          "",
          "What a contract takes off the price, by provider or provider/model; * stands for any"
              + " rest.");

  /** Where newer prices are fetched from. */
  public static final Setting<String> PRICE_REFRESH_FROM =
      new Setting<>(
          "price.refresh.from",
          new FeedType(),
          "",
          "Fetches newer prices from there: genai-prices' v2 data.json, a catalogue.json of costspan,"
              + " or a price file in LiteLLM's format. Nothing is fetched where it is not set.");

  /** How often newer prices are looked for. */
  public static final Setting<Duration> PRICE_REFRESH_EVERY =
      new Setting<>(
          "price.refresh.every",
          new DurationType(Duration.ofDays(365)),
          "1d",
          "The pause between two looks for newer prices; a minute at least.");

  /** From when on a catalogue is called old. */
  public static final Setting<Duration> PRICE_WARN_AGE =
      new Setting<>(
          "price.warn-age",
          new DurationType(Duration.ofDays(36_500)),
          "60d",
          "A price catalogue older than this is told once; 0ms never tells.");

  /** Whether the settings file is read again when it changes. */
  public static final Setting<Boolean> CONFIG_RELOAD =
      new Setting<>(
          "config.reload",
          SWITCH,
          "true",
          "Reads the settings file when it changes or comes to be, and puts its rules in force; one"
              + " that is not wholly understood leaves those in force that are.");

  /** Tags of callers by name. */
  public static final Setting<Map<String, TagSource>> TAGS =
      new Setting<>(
          "tags",
          new MapType<>(MapKey.NAME, new TagSourceType()),
          "",
          "Names for what callers say of themselves, in the logging library's context (MDC), in"
              + " OpenTelemetry's baggage or in a header of the request.");

  /** Budgets by name. */
  public static final Setting<Map<String, Section>> BUDGETS =
      new Setting<>(
          "budgets",
          new RulesType(BudgetFields.TABLE),
          "",
          "What may be spent in a time. Every budget that concerns a call has to admit it.");

  /** Limits by name. */
  public static final Setting<Map<String, Section>> LIMITS =
      new Setting<>(
          "limits",
          new RulesType(LimitFields.TABLE),
          "",
          "How many requests or tokens may go out in a time, and how many calls at once.");

  /** Circuit breakers by name. */
  public static final Setting<Map<String, Section>> BREAKERS =
      new Setting<>(
          "breakers",
          new RulesType(BreakerFields.TABLE),
          "",
          "What counts as running away, and stops calls for a while.");

  /** Caps on what is spent under one trace, by name. */
  public static final Setting<Map<String, Section>> ROOT_CAPS =
      new Setting<>(
          "root-caps",
          new RulesType(RootCapFields.TABLE),
          "",
          "What may be spent under one inbound request, where its trace is known.");

  /** The status of a call refused for money. */
  public static final Setting<Integer> REFUSAL_STATUS =
      new Setting<>(
          "refusal.status",
          new CountType(400, 499),
          "402",
          "The HTTP status of a call that a budget, breaker or cap refuses; at Ollama's own API 400"
              + " where none is set. SDKs may try 408, 409 and 429 again.");

  /** The status of a call refused for its rate. */
  public static final Setting<Integer> REFUSAL_LIMIT_STATUS =
      new Setting<>(
          "refusal.limit-status",
          new CountType(400, 499),
          "429",
          "The HTTP status of a call that a limit refuses; at Ollama's own API 400 where none is"
              + " set.");

  /** What the caller of a refused call gets. */
  public static final Setting<RefusalForm> REFUSAL_AS =
      new Setting<>(
          "refusal.as",
          new ChoiceType<>(RefusalForm.class),
          "answer",
          "What a refused caller gets: an answer with an error in the provider's own shape, or an"
              + " IOException, after which most SDKs try again.");

  /** Rules of the cache by name. */
  public static final Setting<Map<String, Section>> CACHE_RULES =
      new Setting<>(
          "cache.rules",
          new RulesType(CacheFields.TABLE),
          "",
          "Which calls may be answered by an earlier answer; the first rule that concerns a call"
              + " counts. Nothing is kept without a rule.");

  /** The most that answers may take in memory, in bytes. */
  public static final Setting<Long> CACHE_MEMORY_SIZE =
      new Setting<>(
          "cache.memory.size",
          new SizeType(64 * 1024),
          "64MB",
          "The most that kept answers take in memory.");

  /** The most answers in memory. */
  public static final Setting<Integer> CACHE_MEMORY_ENTRIES =
      new Setting<>(
          "cache.memory.entries",
          new CountType(1, 10_000_000),
          "10000",
          "The most answers kept in memory.");

  /** Whether answers are kept on disk. */
  public static final Setting<Boolean> CACHE_DISK_ENABLED =
      new Setting<>(
          "cache.disk.enabled",
          SWITCH,
          "false",
          "Keeps answers under <costspan.home>/cache, too, in files of this user's only. They hold"
              + " what models answered.");

  /** The most that answers may take on disk, in bytes. */
  public static final Setting<Long> CACHE_DISK_SIZE =
      new Setting<>(
          "cache.disk.size",
          new SizeType(1024 * 1024),
          "256MB",
          "The most that kept answers take on disk.");

  /** All of them, in the order of the documentation. */
  public static final List<Setting<?>> ALL =
      List.of(
          ENABLED,
          HOME,
          CONFIG,
          ON_CONFIG_ERROR,
          DEBUG,
          LEDGER_ENABLED,
          LEDGER_MAX_FILE_SIZE,
          LEDGER_MAX_TOTAL_SIZE,
          LEDGER_MAX_AGE,
          TELEMETRY_ENABLED,
          TELEMETRY_METRICS,
          PROPAGATION_INJECT,
          STREAM_USAGE,
          OKHTTP_ENABLED,
          HTTPCLIENT_ENABLED,
          HOSTS,
          PRICE_ALIASES,
          PRICE_FILE,
          PRICE_DISCOUNTS,
          PRICE_REFRESH_FROM,
          PRICE_REFRESH_EVERY,
          PRICE_WARN_AGE,
          ESTIMATES_ENABLED,
          LIVE_ENABLED,
          JMX_ENABLED,
          KILL_FILE,
          FLUSH_TIMEOUT,
          QUEUE_SIZE,
          CONFIG_RELOAD,
          TAGS,
          BUDGETS,
          LIMITS,
          BREAKERS,
          ROOT_CAPS,
          REFUSAL_STATUS,
          REFUSAL_LIMIT_STATUS,
          REFUSAL_AS,
          CACHE_RULES,
          CACHE_MEMORY_SIZE,
          CACHE_MEMORY_ENTRIES,
          CACHE_DISK_ENABLED,
          CACHE_DISK_SIZE);

  private SettingsCatalogue() {}
}
