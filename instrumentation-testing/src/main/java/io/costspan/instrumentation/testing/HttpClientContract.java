// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.testing;

import io.costspan.contract.CallGate;
import io.costspan.instrumentation.testing.client.ClientOptions;
import io.costspan.instrumentation.testing.client.ClientUnderTest;
import io.costspan.instrumentation.testing.server.TestServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/**
 * The whole contract for one client against one kind of server; a client module extends it once for
 * each kind it speaks.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
public abstract class HttpClientContract {
  private @Nullable TestServer server;

  /** The server the client talks to. */
  protected abstract ServerKind serverKind();

  /**
   * A new client.
   *
   * @param gate what the module's hook asks; {@code null} for a client without any hook
   */
  protected abstract ClientUnderTest client(@Nullable CallGate gate, ClientOptions options);

  @BeforeAll
  void startServer() {
    server = serverKind().start();
  }

  @AfterAll
  void stopServer() {
    server().close();
  }

  TestServer server() {
    TestServer started = server;
    if (started == null) {
      throw new IllegalStateException("the server starts before all cases");
    }
    return started;
  }

  /** Response bodies of every shape. */
  @Nested
  class Bodies extends BodiesContract {
    Bodies() {
      super(HttpClientContract.this);
    }
  }

  /** Bodies that arrive piece by piece. */
  @Nested
  class Streaming extends StreamingContract {
    Streaming() {
      super(HttpClientContract.this);
    }
  }

  /** Calls that end early or badly. */
  @Nested
  class Endings extends EndingsContract {
    Endings() {
      super(HttpClientContract.this);
    }
  }

  /** Request bodies of every shape. */
  @Nested
  class RequestBodies extends RequestBodiesContract {
    RequestBodies() {
      super(HttpClientContract.this);
    }
  }

  /** Requests the client sends more than once. */
  @Nested
  class Resends extends ResendsContract {
    Resends() {
      super(HttpClientContract.this);
    }
  }

  /** What admission decides. */
  @Nested
  class Verdicts extends VerdictsContract {
    Verdicts() {
      super(HttpClientContract.this);
    }
  }

  /** Answers given locally. */
  @Nested
  class Answers extends AnswersContract {
    Answers() {
      super(HttpClientContract.this);
    }
  }

  /** Many refusals on one client. */
  @Nested
  class Refusals extends RefusalsContract {
    Refusals() {
      super(HttpClientContract.this);
    }
  }

  /** Answers given locally that nobody gets. */
  @Nested
  class UnusedAnswers extends UnusedAnswersContract {
    UnusedAnswers() {
      super(HttpClientContract.this);
    }
  }

  /** What costspan's own threads bring. */
  @Nested
  class Waiting extends WaitingContract {
    Waiting() {
      super(HttpClientContract.this);
    }
  }

  /** Answers read on for others. */
  @Nested
  class ReadingOn extends ReadingOnContract {
    ReadingOn() {
      super(HttpClientContract.this);
    }
  }

  /** What is done about an answer, or about none. */
  @Nested
  class Reactions extends ReactionsContract {
    Reactions() {
      super(HttpClientContract.this);
    }
  }

  /** Answers that are changed on their way, and who listens to what comes of it. */
  @Nested
  class Filtering extends FilteringContract {
    Filtering() {
      super(HttpClientContract.this);
    }
  }

  /** An engine that throws. */
  @Nested
  class Faults extends FaultsContract {
    Faults() {
      super(HttpClientContract.this);
    }
  }

  /** Many calls at once. */
  @Nested
  class Concurrency extends ConcurrencyContract {
    Concurrency() {
      super(HttpClientContract.this);
    }
  }

  /** What is not touched. */
  @Nested
  class Untouched extends UntouchedContract {
    Untouched() {
      super(HttpClientContract.this);
    }
  }
}
