/** What an operator did with an operation by the command line. */
export interface OperatorNote {
  readonly kind: 'RETRIED' | 'GIVEN_UP';
  /** Who it was: the user of the operating system. */
  readonly actor: string;
  /** In their own words; `null` where none were asked for. */
  readonly reason: string | null;
}

/** As it is kept. */
export interface KeptOperatorNote extends OperatorNote {
  /** An ISO instant. */
  readonly at: string;
}

/** Which operations an operator wants to see. */
export interface OperationsQuery {
  /**
   * `open`: not `DONE`. `unknown`: a step ended `UNKNOWN`, and nobody has given the operation up since. `unsettled`: one of
   * both.
   */
  readonly state: 'open' | 'unknown' | 'unsettled' | 'any';
  /** The ids of one person, former ones too; `null` for anybody's. */
  readonly userIds: readonly string[] | null;
  readonly most: number;
}
