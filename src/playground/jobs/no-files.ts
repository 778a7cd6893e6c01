/** A page has no folder of files beside the scenario: whoever names one is told so. */

export const noFiles = (name: string): { readonly problem: string } =>
  ({ problem: `${name} cannot be read in a browser: the playground has no files beside the scenario. Run it from the command line, or write the arrivals as rates` });
