/** The part of seedrandom 3.0.5 that the streams use; its package describes only the main entry. */
declare module 'seedrandom/lib/tychei.js' {
  export interface Tychei {
    /** A double in [0, 1) with 32 random bits. */
    (): number;
    /** A signed 32-bit integer. */
    int32(): number;
    /** A double in (0, 1) with 53 random bits. */
    double(): number;
  }
  export default function tychei(seed: string | number): Tychei;
}
