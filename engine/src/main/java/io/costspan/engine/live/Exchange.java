// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.live;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;

/**
 * One question or answer on a connection: four bytes of length, most significant first, and as many
 * bytes of JSON. Each side of an exchange is bounded in size and in time, so that nobody who
 * connects can hold the other up. For one thread.
 */
final class Exchange implements AutoCloseable {
  /** The longest question or answer, in bytes. */
  static final int LONGEST = 4 << 20;

  private final SocketChannel channel;
  private final Selector selector;
  private final SelectionKey key;
  private final long deadlineNanos;

  /**
   * @param channel connected; closed with this, and when this cannot be made
   * @param timeoutMillis for all that follows
   */
  Exchange(SocketChannel channel, long timeoutMillis) throws IOException {
    this.channel = channel;
    Selector opened = null;
    try {
      channel.configureBlocking(false);
      opened = channel.provider().openSelector();
      this.selector = opened;
      this.key = channel.register(opened, 0);
    } catch (IOException | RuntimeException e) {
      if (opened != null) {
        opened.close();
      }
      channel.close();
      throw e;
    }
    this.deadlineNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
  }

  byte[] read() throws IOException {
    ByteBuffer length = ByteBuffer.allocate(Integer.BYTES);
    fill(length);
    int size = length.flip().getInt();
    if (size < 0 || size > LONGEST) {
      throw new IOException("a message of " + size + " bytes");
    }
    ByteArrayOutputStream message = new ByteArrayOutputStream(Math.min(size, 8192));
    ByteBuffer piece = ByteBuffer.allocate(8192);
    while (message.size() < size) {
      piece.clear().limit(Math.min(piece.capacity(), size - message.size()));
      fill(piece);
      message.write(piece.array(), 0, piece.position());
    }
    return message.toByteArray();
  }

  void write(byte[] message) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES + message.length);
    bytes.putInt(message.length).put(message).flip();
    while (bytes.hasRemaining()) {
      if (channel.write(bytes) == 0) {
        await(SelectionKey.OP_WRITE);
      }
    }
  }

  private void fill(ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      int count = channel.read(buffer);
      if (count < 0) {
        throw new EOFException("the other side has gone");
      }
      if (count == 0) {
        await(SelectionKey.OP_READ);
      }
    }
  }

  private void await(int operation) throws IOException {
    long left = TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
    if (left <= 0) {
      throw new SocketTimeoutException("the other side takes too long");
    }
    key.interestOps(operation);
    int ready = selector.select(left);
    selector.selectedKeys().clear();
    if (ready == 0 && Thread.currentThread().isInterrupted()) {
      throw new IOException("interrupted");
    }
  }

  @Override
  public void close() throws IOException {
    try {
      selector.close();
    } finally {
      channel.close();
    }
  }
}
