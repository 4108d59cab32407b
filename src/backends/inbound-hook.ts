import type { AccountKey, Aliases, WireRecord } from '#normalise';

/** A call of a vendor to us, before anything of it is believed. */
export interface HookCall {
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** The bytes as they came, since a signature is over these. */
  readonly body: Uint8Array;
}

/** What a vendor is answered: a HTTP status and JSON. */
export interface HookResponse {
  readonly status: number;
  readonly body: WireRecord;
}

/** What a vendor told of a person in a call that is proved to be its own. */
export interface ReportedUser extends AccountKey {
  readonly aliases: Aliases;
  readonly reported: WireRecord;
  /** The keys of `reported` that only serve to find the user: those that were told last count. */
  readonly identifying: readonly string[];
}

export type ParsedWebhook =
  | { readonly kind: 'refused'; readonly answer: HookResponse }
  | {
      readonly kind: 'reported';
      readonly account: ReportedUser;
      /** What the vendor will know the person by, once it is recorded who that is. */
      readonly aliasesFor: (userId: string) => Aliases;
      /** Says who the person is here. */
      readonly answerFor: (userId: string) => HookResponse;
      /** Says that the person was erased here. */
      readonly erased: HookResponse;
    };

/** A call that a vendor makes to us, as its documents describe it. Knows no registry. */
export interface InboundHook {
  /** `/hooks/…` */
  readonly path: string;
  /** The vendor wants its answer within this time. */
  readonly answerWithinMs: number;
  readonly parse: (call: HookCall) => ParsedWebhook;
  /** When it could not be recorded: the vendor calls again. */
  readonly failed: HookResponse;
  /** A larger body is not read. */
  readonly maxBodyBytes: number;
  readonly tooLarge: HookResponse;
}
