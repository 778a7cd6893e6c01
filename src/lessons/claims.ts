/** The mechanisms that the articles claim, M1 to M24, and what shows each of them: scenarios, lessons. What nothing shows is named as open. */

export interface MechanismClaim {
  readonly id: string;
  readonly says: string;
  /** Files of scenarios/ without their ending. */
  readonly scenarios: readonly string[];
  /** What else shows it: tests, commands, measurements. */
  readonly also: string;
}

const row = (id: string, says: string, scenarios: readonly string[], also = ''): MechanismClaim => ({ id, says, scenarios, also });

export const mechanismClaims: readonly MechanismClaim[] = [
  row('M1', 'opening a connection costs 20 to 150 ms; without a pool every query pays', ['connection-cost']),
  row('M2', '20 queries: 92.4 ms each without a pool, 6.7 ms with one, 13.8 times', ['connection-cost']),
  row('M3', '85 ms × 1,000 a minute = 85 s a minute (right); 50 ms × 1,000 a second = 50 s a minute (wrong: 3,000)', []),
  row('M4', 'cores × 2 + spindles, beside N* = cores × (1 + blocked/CPU)', ['nine-or-fifty'], 'the marks of `poolsim sweep`'),
  row('M5', 'too many connections: switching, and memory for each session', ['oracle-9600-users', 'swap-cliff', 'prisma-sixty-five'], 'curves measured on PostgreSQL: test/reality'),
  row('M6', 'waiting for more than 10 ms, or 50 ms: raise by 2 and look again', []),
  row('M7', 'exhausted: the next one waits up to the timeout, then fails', ['exhaustion-demo', 'exhaustion-demo-queueing', 'ten-reports']),
  row('M8', '8 threads, a pool of 3, psycopg2: 3 succeed, 5 fail at once', ['exhaustion-demo', 'exhaustion-demo-queueing']),
  row('M9', 'ten reports of 45 s drain a pool of nine', ['ten-reports']),
  row('M10', 'leaks: 2 a minute empty 100 in 50 min, 1 a minute 10 in 10 min', ['leak-two-per-minute', 'leak-one-per-minute']),
  row('M11', 'leak detection tells, it does not repair', ['leak-one-per-minute']),
  row('M12', 'connections older than the idle limits on their way are dead when they are used', ['broken-pipe']),
  row('M13', 'a transaction must stay on one connection', []),
  row('M14', 'pools of their own for reads and writes; a replica', ['saturday-replica', 'replica-lag']),
  row('M15', '20 pods × 20 connections against max_connections', ['too-many-pods']),
  row('M16', 'a pooler shares few server connections among many clients; serverless needs it', ['pgbouncer-reserve', 'pooler-curve']),
  row('M17', 'slow queries, locks, fail-over and a stalled disk look like exhaustion', ['saturday-report', 'idle-in-transaction-pile-up', 'hot-row', 'failover', 'checkpoint-stall']),
  row('M18', 'checkout timeout, retry with backoff, circuit breaker', [], 'test/model/clients.test.ts, test/model/breaker.test.ts'),
  row('M19', 'statement_timeout, idle_in_transaction_session_timeout', ['saturday-statement-timeout', 'idle-in-transaction-pile-up']),
  row('M20', 'a call to the outside while a connection is held', ['call-inside-transaction', 'call-outside-transaction']),
  row('M21', '10 connections for 50 requests are too few, 50 are right (or are they?)', ['nine-or-fifty', 'kestra-pollers', 'prisma-sixty-five']),
  row('M22', 'end idle sessions, or the statement that offends', []),
  row('M23', 'the application starts before its database', []),
  row('M24', 'a slow creep: waiting grows before anything fails', []),
];
