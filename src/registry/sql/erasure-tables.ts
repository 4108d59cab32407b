/** Append-only by use: nothing changes a certificate. */
export interface ErasuresTable {
  id: string;
  at: string;
  /** `ErasureCertificate` as JSON text. */
  certificate: string;
}

/** Keyed hashes of ids and accounts of those who were erased. */
export interface TombstonesTable {
  digest: string;
  erasure_id: string;
}
