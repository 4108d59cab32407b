/** The operations that are not done. */
export interface Backlog {
  readonly RUNNING: number;
  readonly WAITING: number;
  /** The one that was begun first; `createdAt` is an ISO instant. */
  readonly oldest: { readonly id: string; readonly createdAt: string } | null;
}
