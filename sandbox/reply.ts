/** An answer before it is sent. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The body as text: 64-bit numbers have no JavaScript value. */
  readonly body: string;
}

export function json(status: number, body: unknown): Reply {
  return jsonText(status, JSON.stringify(body));
}

/** For a body that is JSON already. */
export function jsonText(status: number, body: string): Reply {
  return { status, headers: { 'content-type': 'application/json; charset=utf-8' }, body };
}
