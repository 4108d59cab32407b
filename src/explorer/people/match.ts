/** Somebody who was found, and as what. */
export interface Match {
  readonly id: string;
  readonly label: string;
}
