/** The version of poolsim that made a result; kept equal to package.json by a test. */
export const version = '0.1.0';
