// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.simulator.provider;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Azure does differently: the model is behind a deployment, named in the path or the body. */
final class Azure {

  private static final Pattern DEPLOYMENT = Pattern.compile("/openai/deployments/([^/]+)/");
  private static final String SERVED = "gpt-4o-mini-2024-07-18";

  private Azure() {}

  static boolean isAzure(Ask ask) {
    return ask.host().endsWith(".openai.azure.com") || DEPLOYMENT.matcher(ask.path()).find();
  }

  /** What the request names: the deployment, or the model in the body. */
  static String model(Ask ask) {
    Matcher deployment = DEPLOYMENT.matcher(ask.path());
    return deployment.find() ? deployment.group(1) : ask.model();
  }

  /** The model that answers: a deployment's real one, else the one asked for. */
  static String served(Ask ask) {
    String asked = model(ask);
    return isAzure(ask) && !asked.startsWith("gpt-") ? SERVED : asked;
  }
}
