/** The same models on other engines: compiles what this machine can compile from a folder of sources, and measures each in µs per request. */

import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { start } from './processes.ts';

/** How to run one peer on a workload (`w1`, `w2`, `w2b`) with so many requests. */
interface Peer {
  readonly name: string;
  readonly requests: number;
  readonly command: (workload: string) => readonly string[];
}

const million = 1_000_000;
const succeeds = (words: readonly string[]): boolean => spawnSync(words[0] as string, words.slice(1), { stdio: 'ignore' }).status === 0;

/** The peers that can be run here; the others are named on stderr. */
export function peersIn(folder: string): readonly Peer[] {
  const built = mkdtempSync(join(tmpdir(), 'poolsim-peers-'));
  const found: Peer[] = [];
  const compiled = (name: string, source: string, compile: readonly string[], run: readonly string[], lists: readonly string[]): void => {
    if (!existsSync(join(folder, source)) || !succeeds(compile)) return console.error(`(no ${name}: it could not be compiled here)`);
    for (const list of lists) found.push({ name: list === '' ? name : `${name} ${list}`, requests: million, command: (workload) => [...run, workload, ...(list === '' ? [] : [list]), String(million), '1'] });
  };
  compiled('C++', 'cpp/bench.cpp', ['g++', '-O3', '-march=native', '-std=c++17', '-o', join(built, 'cpp'), join(folder, 'cpp/bench.cpp')], [join(built, 'cpp')], ['pq', 'slots']);
  compiled('Rust', 'rust/bench.rs', ['rustc', '-O', '-C', 'target-cpu=native', '-o', join(built, 'rust'), join(folder, 'rust/bench.rs')], [join(built, 'rust')], ['']);
  compiled('Java', 'java/Bench.java', ['javac', '-d', built, join(folder, 'java/Bench.java')], ['java', '-cp', built, 'Bench'], ['']);
  if (existsSync(join(folder, 'js/run.mjs'))) {
    for (const kind of ['fast', 'slots', 'gen']) found.push({ name: `JavaScript ${kind}`, requests: million, command: (workload) => [process.execPath, join(folder, 'js/run.mjs'), kind, workload, String(million), '1'] });
  }
  const python = [process.env.PEER_PYTHON ?? 'python3', '/usr/bin/python3'].find((one) => succeeds([one, '-c', 'import simpy']));
  if (python === undefined) console.error('(no SimPy: no Python here can import it)');
  else found.push({ name: 'SimPy', requests: 50_000, command: (workload) => [python, join(folder, 'simpy/bench.py'), workload, '50000', '1'] });
  return found;
}

/** µs per request of one run of a peer, as it says itself; null when it fails. */
export function askPeer(peer: Peer, workload: string): number | null {
  const [command, ...words] = peer.command(workload);
  const ran = start(command as string, words);
  const seconds = /"inner_s": ?([0-9.]+)/.exec(ran.stdout)?.[1];
  return ran.status !== 0 || seconds === undefined ? null : (Number(seconds) * 1e6) / peer.requests;
}
