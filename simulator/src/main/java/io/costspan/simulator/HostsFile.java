// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.simulator;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A file for {@code -Djdk.net.hosts.file}. With it the JDK resolves nothing else, so the machine's
 * own names are in it too.
 */
final class HostsFile {

  private HostsFile() {}

  static void write(Path file, String address) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("127.0.0.1 localhost");
    try {
      String machine = InetAddress.getLocalHost().getHostName();
      if (!machine.equals("localhost")) {
        lines.add("127.0.0.1 " + machine);
      }
    } catch (UnknownHostException nameless) {
      lines.add("# this machine's own name does not resolve");
    }
    for (String host : ProviderNames.HOSTS) {
      lines.add(address + " " + host);
    }
    Files.write(file, lines);
  }
}
