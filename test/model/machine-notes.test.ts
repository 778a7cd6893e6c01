/** What lint says of a machine that cannot be what was meant. */

import { describe, expect, it } from 'vitest';
import { notesOn } from '../../src/cli/lint-notes.ts';
import { scenarioOf } from '../helpers/worlds.ts';

const notes = (database: object): string[] => notesOn(scenarioOf({
  run: { length: '1m' }, databases: { d: { kind: 'postgresql', ...database } }, pools: { p: { kind: 'plain', database: 'd', max: 3, acquireTimeout: '1s' } }, routes: { r: [{ query: { pool: 'p', cpu: '1ms' } }] }, traffic: { t: { route: 'r', rate: '5/s' } },
})).filter(({ at }) => at.startsWith('databases')).map(({ at }) => at);

describe('lint', () => {
  it('names a login that computes for longer than it takes', () => {
    expect(notes({ connect: '5ms', connectCpu: '20ms' })).toEqual(['databases.d.connectCpu']);
    expect(notes({ connect: '20ms', connectCpu: '20ms' })).toEqual([]);
  });

  it('names buffers that leave no memory for sessions', () => {
    expect(notes({ memory: '1GB', sharedBuffers: '2GB', memoryPerConnection: '5MB' })).toEqual(['databases.d.sharedBuffers']);
    expect(notes({ memory: '4GB', sharedBuffers: '1GB', memoryPerConnection: '5MB' })).toEqual([]);
  });
});
