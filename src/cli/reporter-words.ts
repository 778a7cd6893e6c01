/** The words of `--reporter`, for every command that reports. */

export const reporters = ['text', 'json', 'junit', 'github'] as const;

export interface ReporterWords {
  readonly reporter?: (typeof reporters)[number] | undefined;
  readonly reporterFile?: string | undefined;
  readonly json?: boolean | undefined;
  readonly quiet?: boolean | undefined;
}

/** The options, for every command that reports. */
export const reporterOptions = {
  reporter: { choices: reporters, requiresArg: true, describe: 'how to report what was checked: text; json; junit: XML; github: annotations at the lines of the promises' },
  'reporter-file': { type: 'string', requiresArg: true, describe: 'write that report to this file, and the screen as usual' },
} as const;
