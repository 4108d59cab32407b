import type { AccountKey, Aliases, WireRecord } from '../identity.ts';

/** A call of a vendor to us, before anything of it is believed. */
export interface HookCall {
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** The bytes as they came, since a signature is over these. */
  readonly body: Uint8Array;
}

/** What a vendor is answered: a HTTP status and JSON. */
export interface HookAnswer {
  readonly status: number;
  readonly body: WireRecord;
}

/** What a vendor told of a person in a call that is proved to be its own. */
export interface ToldOf extends AccountKey {
  readonly aliases: Aliases;
  readonly written: WireRecord;
}

export type Heard =
  | { readonly kind: 'refused'; readonly answer: HookAnswer }
  | {
      readonly kind: 'told';
      readonly account: ToldOf;
      /** Says who the person is here, once that is recorded; `aliases` are what the vendor will know them by. */
      readonly accepted: (userId: string) => {
        readonly answer: HookAnswer;
        readonly aliases: Aliases;
      };
    };

/** A call that a vendor makes to us, as its documents describe it. Knows no registry. */
export interface InboundHook {
  /** `/hooks/…` */
  readonly path: string;
  /** The vendor wants its answer within this time. */
  readonly answerWithinMs: number;
  readonly hear: (call: HookCall) => Heard;
  /** When it could not be recorded: the vendor calls again. */
  readonly failed: HookAnswer;
  /** Its body is larger than any of ours is read. */
  readonly tooLarge: HookAnswer;
}
