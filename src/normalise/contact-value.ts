import type { PhoneKind } from '#schema';

/** An e-mail address with what its backend says of it. */
export interface EmailValue {
  readonly address: string;
  readonly kind: string | null;
  readonly verified: boolean | null;
  /** Whether it is the one that the backend puts first; `null` where it knows no such thing. */
  readonly primary: boolean | null;
  /** ISO instants. */
  readonly createdAt: string | null;
  readonly updatedAt: string | null;
  /** The backend's own id of this entry. */
  readonly backendId: string | null;
}

/** A phone number in E.164 with its kind. */
export interface PhoneValue {
  readonly number: string;
  readonly kind: PhoneKind;
  /** Whether it is the one that the backend puts first; `null` where it knows no such thing. */
  readonly primary: boolean | null;
}

/** An address of which its backend says nothing. */
export const plainEmail = (address: string): EmailValue => ({
  address,
  kind: null,
  verified: null,
  primary: null,
  createdAt: null,
  updatedAt: null,
  backendId: null,
});
