/** Imports that are not over. */
export interface ImportsTable {
  file: string;
  /** `ImportCounts` as JSON text. */
  counts: string;
}

export interface ImportRefusalsTable {
  file: string;
  row_number: number;
  /** `RefusedRow` as JSON text. */
  refusal: string;
}
