/** What is said of a primary that was lost and of a replica that is behind: the cause, the harm, and what to try. */

import { describe, expect, it } from 'vitest';
import { findings } from '../../src/report/findings.ts';
import { verdict } from '../../src/report/verdict.ts';
import { resultOf as resultOfFile } from '../scenarios/run-once.ts';
import { resultOf } from '../helpers/worlds.ts';

const ids = (name: string): string[] => findings(resultOfFile(name)).map(({ id }) => id);

describe('a fail-over', () => {
  const [first] = findings(resultOfFile('failover.yaml'));

  it('that black-holes sessions is told first, with the harm, the lost writes and the setting that would have helped', () => {
    expect(first?.id).toBe('failover/primary');
    expect(first?.text).toMatch(/92,292 shop requests failed, the last 15 min 24 s after the loss.*36 writes had not reached replica/);
    expect(first?.tryNext).toContain('--set databases.primary.tcpTimeout=10s');
  });

  it('is the reason in the verdict', () => {
    expect(verdict(resultOfFile('failover.yaml')).text).toContain('primary was lost at 12:05:00 and replica took its place.');
  });

  it('is not taken for requests that wait for each other, nor its refusals for a limit', () => {
    expect(ids('failover.yaml').filter((id) => /^(?:standstill|refused|away|pool-exhausted|stale|failed)/.test(id))).toEqual([]);
  });

  it('is not invented where nobody lost one', () => expect(ids('replica-lag.yaml').filter((id) => /^(?:failover|away)/.test(id))).toEqual([]));
});

describe('refusals of a server that was away', () => {
  it('are told with the incident, and not as its limit', () => {
    const found = findings(resultOf({
      run: { length: '20s' }, databases: { d: { kind: 'postgresql' } }, pools: { p: { database: 'd' } }, routes: { r: [{ query: { pool: 'p', cpu: '1ms' } }] }, traffic: { t: { route: 'r', arrivals: 'constant', rate: '10/s' } },
      incidents: [{ at: '5s', restart: { database: 'd', takes: '5s', how: 'crash' } }],
    }));

    expect(found.find(({ id }) => id === 'away/d')?.text).toMatch(/^d refused \d+ connections while it was away \(d crashed and restarted\); \d+ t requests failed for it\.$/);
    expect(found.some(({ id }) => id.startsWith('refused/'))).toBe(false);
  });
});

describe('connections that a restart ended', () => {
  it('are not said to have been too old', () => {
    const found = findings(resultOf({
      run: { length: '20s' }, databases: { d: { kind: 'postgresql' } }, pools: { p: { database: 'd' } }, routes: { r: [{ query: { pool: 'p', blocked: '200ms' } }] }, traffic: { t: { route: 'r', arrivals: 'constant', rate: '10/s' } },
      incidents: [{ at: '5s', restart: { database: 'd', takes: '5s' } }],
    })).find(({ id }) => id === 'failed/severed');

    expect(found?.tryNext).toBe('d ended them (d restarted), whatever their age: try again what may be done twice.');
  });
});

describe('stale reads', () => {
  it('are told with their share, how far the replica was behind and when', () => {
    const [first] = findings(resultOfFile('replica-lag.yaml'));

    expect(first?.id).toBe('stale/replica');
    expect(first?.text).toMatch(/70,634 reads of replica .* \(27% of 266,468\)\. It was up to 2 min 2 s behind at about 02:06:/);
    expect(first?.tryNext).toContain('Keep long queries off the replica');
  });
});
