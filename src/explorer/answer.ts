/** How often one operation of one backend was called for an answer. */
export interface BackendCall {
  readonly backend: string;
  readonly operation: string;
  readonly count: number;
}

/** Another source stood in for one that failed or had no usable value. */
export interface AnswerWarning {
  readonly code: string;
  readonly message: string;
  /** The backend and the unified field that it is about, as far as they are known. */
  readonly subject: string;
}

/** What our panel tells about the last answer. */
interface Answer {
  /** `null` when the request did not ask for a trace. */
  readonly calls: readonly BackendCall[] | null;
  readonly warnings: readonly AnswerWarning[];
}

/** Reads an answer as GraphiQL keeps it, as text. `null` when there is none yet, or none of ours. */
export function readAnswer(response: string | null | undefined): Answer | null {
  const answer = parse(response);
  if (!isRecord(answer)) return null;
  const extensions = isRecord(answer['extensions']) ? answer['extensions'] : {};
  return {
    calls: readCalls(extensions['backendCalls']),
    warnings: readWarnings(extensions['warnings']),
  };
}

function parse(response: string | null | undefined): unknown {
  if (!response) return null;
  try {
    return JSON.parse(response);
  } catch {
    // GraphiQL also puts its own plain-text messages there.
    return null;
  }
}

function readCalls(calls: unknown): readonly BackendCall[] | null {
  if (!isRecord(calls)) return null;
  return Object.entries(calls).flatMap(([backend, operations]) =>
    Object.entries(isRecord(operations) ? operations : {}).map(([operation, count]) => ({
      backend,
      operation,
      count: Number(count),
    })),
  );
}

function readWarnings(warnings: unknown): readonly AnswerWarning[] {
  if (!Array.isArray(warnings)) return [];
  return warnings.filter(isRecord).map((warning) => ({
    code: text(warning['code']),
    message: text(warning['message']),
    subject: [warning['backend'], warning['field']].map(text).filter(Boolean).join(' · '),
  }));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
