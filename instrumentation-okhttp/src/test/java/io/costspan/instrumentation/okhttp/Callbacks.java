// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.okhttp;

import java.io.IOException;
import java.util.function.Consumer;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Response;

/** OkHttp's callback of two methods, from two lambdas. */
final class Callbacks implements Callback {
  private final Consumer<Response> response;
  private final Consumer<IOException> failure;

  Callbacks(Consumer<Response> response, Consumer<IOException> failure) {
    this.response = response;
    this.failure = failure;
  }

  @Override
  public void onResponse(Call call, Response given) {
    response.accept(given);
  }

  @Override
  public void onFailure(Call call, IOException error) {
    failure.accept(error);
  }
}
