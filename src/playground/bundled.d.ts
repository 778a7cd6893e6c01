/** What the build of the page (.config/playground.mjs) puts into the bundle: the library of scenarios as text, the worker's file name, and styles, which have no value. */

declare module 'poolsim:scenarios' {
  /** Every scenario of the library by its name, and the tables of its README, in which the scenarios stand by question. */
  export const scenarios: { readonly [name: string]: string };
  export const contents: string;
}

declare module '*.css';

/** Where the worker lies, relative to the page. */
declare const workerFile: string;
/** True where the build has a service worker. */
declare const serviceWorkerFile: string | null;
