/** No pool at all: every use opens a connection of its own and closes it afterwards, as an unpooled driver or a default Django does. */

import { withDefault } from '../../../shape.ts';
import { duration } from '../../../shape/values.ts';
import { forever } from '../../../units/time.ts';
import { ordinary } from '../policy.ts';
import { poolKind } from './kind.ts';

export const noPool = poolKind({
  kind: 'no-pool',
  version: '-',
  says: 'opens a connection for each use and closes it afterwards',
  source: 'unpooled drivers; Django with CONN_MAX_AGE = 0',
  options: {
    connectTimeout: withDefault(duration('an opening that takes longer fails', { foreverAs: ['forever', 'never', 'none'] }), forever, 'forever'),
  },
  policy: ({ connectTimeout }) => ({ ...ordinary, max: Number.POSITIVE_INFINITY, keepIdle: 0, open: { ...ordinary.open, timeout: connectTimeout } }),
});
