/** The table `rate_limits` as `rate-limiter-flexible` writes it: counters that every instance of one database shares. */
export interface SharedCounters {
  /** Runs one statement, outside of any transaction. Throws what the database threw. */
  query(statement: {
    readonly text: string;
    readonly values?: readonly unknown[];
  }): Promise<{ readonly rows: readonly unknown[]; readonly rowCount: number }>;
}
