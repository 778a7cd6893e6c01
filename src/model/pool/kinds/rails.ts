/** Rails as it is generated: ActiveRecord's pool with `max_connections: ENV.fetch("RAILS_MAX_THREADS") { 5 }`, one for each Puma thread.
 *  Source: rails/rails 8.1.3 `railties/lib/rails/generators/rails/app/templates/config/databases/postgresql.yml.tt`, `config/puma.rb.tt`. */

import { withDefault } from '../../../shape.ts';
import { count } from '../../../shape/values.ts';
import { activeRecordOptions, activeRecordPolicy } from './activerecord.ts';
import { poolKind } from './kind.ts';

const { max_connections: _, ...others } = activeRecordOptions;

export const rails = poolKind({
  kind: 'rails',
  version: 'Rails 8.1.3',
  says: "ActiveRecord's pool as Rails configures it: one connection for each of RAILS_MAX_THREADS threads of a process",
  source: 'rails/rails 8.1.3, database.yml and puma.rb as generated',
  traps: [
    { says: 'Each Puma worker is a process with a pool of its own: the server sees WEB_CONCURRENCY times as many connections.' },
    { says: 'database.yml falls back to 5 connections and puma.rb to 3 threads when RAILS_MAX_THREADS is not set; set it, and both follow.' },
  ],
  options: { RAILS_MAX_THREADS: withDefault(count('threads of a process, and so connections of its pool', { atLeast: 1 }), 5, 5), ...others },
  policy: ({ RAILS_MAX_THREADS, ...options }) => activeRecordPolicy({ ...options, max_connections: RAILS_MAX_THREADS }),
});
