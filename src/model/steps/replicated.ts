/** What a scenario with replicas notes beside its statements: that one has written, and that one wants to see what its request wrote before. They take no time. */

import type { Connection } from '../pool/connection.ts';
import type { Request } from '../request.ts';
import { onward, type Step, type Verdict } from './step.ts';

/** The transaction on this connection has written, or a statement of its own has: the replicas hear of it when it is committed. */
export function committed(request: Request, connection: Connection): void {
  connection.wrote = false;
  request.wroteAt = connection.database.simulation.now;
  request.wroteAs = request.number;
  for (const copy of connection.database.copying.followers) copy.follows();
}

/** Stands behind a statement that writes. */
export class WroteStep implements Step {
  begin(request: Request): Verdict {
    const connection = request.connection as Connection;
    if (connection.inTransaction) connection.wrote = true;
    else committed(request, connection);
    return onward;
  }

  resume(): Verdict {
    return onward;
  }
}

/** Stands behind a statement that wants to see what its request has written; of a request that has written nothing, and on a primary, nothing can be missing. */
export class FreshStep implements Step {
  begin(request: Request): Verdict {
    const { follows } = (request.connection as Connection).database.copying;
    if (follows !== null && request.wroteAs === request.number) follows.isMissing(request.wroteAt);
    return onward;
  }

  resume(): Verdict {
    return onward;
  }
}
