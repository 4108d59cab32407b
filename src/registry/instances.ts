/** A process that uses the registry. */
export interface Instance {
  /** Made anew at each start. */
  readonly id: string;
  readonly version: string;
}

/** The processes that use the registry now. */
export interface Instances {
  /**
   * Writes down that an instance lives, and answers how many do, it included, by version. Throws `REGISTRY_UNAVAILABLE`
   * when nothing can be written.
   */
  beat(instance: Instance): Promise<ReadonlyMap<string, number>>;
  /** The instance is ending. */
  leave(id: string): Promise<void>;
}
