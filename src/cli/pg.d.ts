/** The part of pg that a measurement uses: the package describes no types, and may be missing where poolsim runs. */
declare module 'pg' {
  export interface ClientConfig {
    readonly connectionString: string;
    readonly application_name: string;
    readonly connectionTimeoutMillis: number;
  }
  export class Client {
    constructor(config: ClientConfig);
    connect(): Promise<void>;
    query(statement: string | { readonly name?: string; readonly text: string }): Promise<{ readonly rows: readonly { readonly [column: string]: unknown }[] }>;
    end(): Promise<void>;
    on(event: 'error', listener: (error: Error) => void): this;
  }
}
