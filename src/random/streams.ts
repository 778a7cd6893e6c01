/**
 * Chance by name: seed, replication and name give a stream of random numbers that nothing else can shift. The generator is
 * Tyche-i (Neves & Araujo 2011) from seedrandom 3.0.5, seeded with 128 bits of hash. One stream per purpose, never per consumer,
 * so that two scenarios that differ in one part meet the same traffic (L'Ecuyer et al. 2002, on streams and substreams).
 */
/// <reference path="./seedrandom.d.ts" />
import tychei from 'seedrandom/lib/tychei.js';
import { assert } from '../assert.ts';
import { hash128 } from './hash.ts';
import { exponentialFrom, fillExponentialFrom, uniformFrom } from './ziggurat.ts';

/** The generator for one key: Tyche-i whose seed is the hash as eight 16-bit characters. */
function generatorOf(key: string): () => number {
  const words = hash128(key);
  let seed = '';
  for (const word of words) seed += String.fromCharCode(word & 0xffff, word >>> 16);
  return tychei(seed).int32;
}

/** An endless row of random numbers. Each call takes the next place in the row; nothing else moves it. */
export class Stream {
  readonly #key: string;
  readonly #next: () => number;

  constructor(key: string) {
    this.#key = key;
    this.#next = generatorOf(key);
  }

  /** A signed 32-bit integer, each of the 2^32 equally likely. */
  int32(): number {
    return this.#next();
  }

  /** A number in the open interval (0, 1): an odd multiple of 2^-53, so that neither end and no tie at 1/2 occurs. */
  uniform(): number {
    return uniformFrom(this.#next);
  }

  /** An exponential variate of mean 1, at or above 0. */
  exponential(): number {
    return exponentialFrom(this.#next);
  }

  /** Fills `into` with what as many calls of `uniform` would give. */
  fillUniform(into: Float64Array): void {
    const next = this.#next;
    for (let i = 0; i < into.length; i++) into[i] = uniformFrom(next);
  }

  /** Fills `into` with what as many calls of `exponential` would give. */
  fillExponential(into: Float64Array): void {
    fillExponentialFrom(this.#next, into);
  }

  /** A stream of its own for a part of this purpose; it does not depend on how much was drawn here. */
  part(name: string): Stream {
    return new Stream(`${this.#key}>${name.length}:${name}`);
  }
}

/** All the streams of one replication of one run. */
export class Streams {
  readonly #root: string;

  /** Seed 7 and seed '7' are the same; replications of one seed are independent of each other. */
  constructor(seed: number | string, replication = 0) {
    assert(typeof seed === 'string' || Number.isFinite(seed), 'a seed is a finite number or a text');
    assert(Number.isSafeInteger(replication) && replication >= 0, 'replications are counted 0, 1, 2, ...');
    const text = String(seed);
    this.#root = `${text.length}:${text}/${replication}`;
  }

  /** The stream of that name from its beginning: the same name gives an equal stream, whoever asks, in whatever order. */
  named(name: string): Stream {
    return new Stream(`${this.#root}/${name.length}:${name}`);
  }
}
