import type { PhoneKind } from '../schema.generated.ts';

/** An e-mail address with what its backend says of it. */
export interface EmailValue {
  readonly address: string;
  readonly kind: string | null;
  readonly verified: boolean | null;
}

/** A phone number in E.164 with its kind. */
export interface PhoneValue {
  readonly number: string;
  readonly kind: PhoneKind;
}
