/** pgbouncer.ini to poolers: a pooler for each database, with the general settings and its own. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { got, refused } from './imported.ts';

const ini = `;; the pooler
[databases]
shop = host=db1 dbname=shop pool_size=50 reserve_pool=5 pool_mode=statement
reports = host=db1 dbname='it''s here' connect_query='SELECT 1' max_db_connections=8 colour=red
* = host=db1

[users]
ada = pool_mode=session max_user_connections=3

[pgbouncer]
listen_port = 6432
pool_mode = transaction
default_pool_size = 20 
; default_pool_size = 99
query_wait_timeout = 15
server_reset_query = DISCARD ALL; SELECT 1
server_round_robin = 1
max_client_con = 500
%include /etc/pgbouncer/more.ini
`;

describe('pgbouncer.ini', () => {
  it('becomes a pooler for each database, whose own settings come first', () => {
    const { members } = got(ini, 'pgbouncer.ini');
    const general = { kind: 'pgbouncer', database: 'primary', query_wait_timeout: 15, server_reset_query: 'DISCARD ALL; SELECT 1', server_round_robin: 1 };

    expect(members).toEqual({
      shop: { ...general, default_pool_size: 50, reserve_pool_size: 5, pool_mode: 'statement' },
      reports: { ...general, default_pool_size: 20, pool_mode: 'transaction', max_db_connections: 8 },
      any: { ...general, default_pool_size: 20, pool_mode: 'transaction' },
    });
  });
  it('says what it does not use, and what includes it does not follow', () => {
    expect(got(ini, 'pgbouncer.ini').said).toEqual(expect.arrayContaining([
      'unknown 19: %include /etc/pgbouncer/more.ini: not followed; import that file too', 'unknown 18: max_client_con. Did you mean "max_client_conn"?', 'notNeeded 11: listen_port', 'unknown 4: reports: colour', 'notNeeded 4: reports: connect_query',
      'notNeeded 8: [users] ada: settings of single users and peers are not modelled', expect.stringMatching(/^note -: the 3 databases share one PgBouncer/),
    ]));
  });
  it('with databases on several servers names them', () => expect(got('[databases]\na = host=db1\nb = host=db2.example.org port=5433\n', 'pgbouncer.ini', {}).members).toMatchObject({ a: { database: 'db1' }, b: { database: 'db2.example.org-5433' } }));
  it('stops at what PgBouncer would not take', () => {
    expect(refused('[pgbouncer]\nquery_wait_timeout = 15s\n', 'pgbouncer.ini')).toBe('pgbouncer.ini:2: query_wait_timeout: "15s" is no number: PgBouncer takes seconds without a unit');
    expect(refused('[pgbouncer]\nserver_round_robin = yes\n', 'pgbouncer.ini')).toBe('pgbouncer.ini:2: server_round_robin: "yes" is no number: PgBouncer takes a number');
    expect(refused('[pgbouncer]\npool_mode = transactional\n', 'pgbouncer.ini')).toMatch(/^pgbouncer\.ini:2: pool_mode: "transactional" is not known here\. Did you mean "transaction"\?/);
    expect(refused('[pgbouncer]\nnonsense\n', 'pgbouncer.ini')).toContain('pgbouncer.ini:2: "nonsense" is neither a section nor key = value');
    expect(refused('[databases]\na = host=h y\n', 'pgbouncer.ini')).toBe('pgbouncer.ini:2: a: "y" is not key=value');
  });

  const options = fc.record({
    pool_mode: fc.constantFrom('session', 'transaction', 'statement'), default_pool_size: fc.integer({ min: 1, max: 500 }), min_pool_size: fc.integer({ min: 0, max: 20 }), reserve_pool_size: fc.integer({ min: 0, max: 20 }), reserve_pool_timeout: fc.integer({ min: 0, max: 60 }),
    max_client_conn: fc.integer({ min: 1, max: 9999 }), max_db_connections: fc.integer({ min: 0, max: 500 }), query_wait_timeout: fc.integer({ min: 0, max: 600 }), server_lifetime: fc.integer({ min: 0, max: 9000 }), server_idle_timeout: fc.integer({ min: 0, max: 9000 }),
    server_connect_timeout: fc.integer({ min: 0, max: 60 }), server_login_retry: fc.integer({ min: 1, max: 60 }), server_check_delay: fc.integer({ min: 0, max: 60 }), server_reset_query: fc.constantFrom('DISCARD ALL', '', 'RESET ALL'), server_reset_query_always: fc.integer({ min: 0, max: 1 }),
    server_round_robin: fc.integer({ min: 0, max: 1 }), idle_transaction_timeout: fc.integer({ min: 0, max: 600 }), client_idle_timeout: fc.integer({ min: 0, max: 600 }),
  }, { requiredKeys: [] });
  it('comes back as exactly the settings that were written', () => {
    fc.assert(fc.property(options, (given) => {
      const text = `[pgbouncer]\n${Object.entries(given).map(([key, value]) => `${key} = ${value}`).join('\n')}\n[databases]\nshop = host=h dbname=d\n`;
      expect(got(text, 'pgbouncer.ini').members).toEqual({ shop: { kind: 'pgbouncer', database: 'primary', ...given } });
    }), { seed: 41, numRuns: 60 });
  });
});
