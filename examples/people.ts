/** The identifiers that this frontend names people and accounts by: some of those that Facet takes. */
type AccountRef = { readonly authId: string } | { readonly chakraId: string };
type UserBy = { readonly id: string } | AccountRef;

interface AccountMove {
  readonly user: UserBy;
  readonly account: AccountRef;
}

interface Person {
  readonly id: string;
  readonly displayName?: string | null | undefined;
  readonly email?: string | null | undefined;
  readonly accounts: readonly { readonly backend: string; readonly ref: string }[];
}

interface Payload {
  readonly user?: Person | null | undefined;
  /** What is wrong with the input is data: nothing is thrown. */
  readonly errors: readonly { readonly code: string; readonly message: string }[];
}

/** What a small frontend does with Facet. Each client's folder has a `people.ts` that can do it. */
export interface People {
  /** Null for somebody whom nobody knows. Rejects when `signal` aborts, and Facet then stops asking its backends. */
  find(by: UserBy, signal?: AbortSignal): Promise<Person | null>;
  /** The ids of all people, page by page to the end. */
  everyone(pageSize: number): Promise<readonly string[]>;
  changeEmail(input: { readonly user: UserBy; readonly email: string }): Promise<Payload | null>;
  /** Where two users became one, those who are no more leave the cache. */
  link(input: AccountMove): Promise<(Payload & { readonly absorbedIds: readonly string[] }) | null>;
  /** Where a merge was undone, the user who lives again is in the cache. */
  unlink(
    input: AccountMove,
  ): Promise<(Payload & { readonly restored?: Person | null | undefined }) | null>;
  /** The e-mail address of whom the cache finds, without a request; null when it finds nobody. */
  cachedEmail(by: UserBy): string | null;
}
