import type { CallCount } from './call-counts.ts';

/**
 * The header `Server-Timing` (W3C): the time of the operation in milliseconds, and each backend with its calls. It says in
 * short what `extensions.backendCalls` does, which gateways drop, and browsers show it beside the request.
 */
export function serverTiming(calls: CallCount, ms: number): string {
  const backends = Object.entries(calls).map(([backend, operations]) => {
    const names = Object.entries(operations).map(([operation, count]) => `${operation} ${count}`);
    return `${backend};desc="${names.join(', ')}"`;
  });
  return [`total;dur=${ms.toFixed(1)}`, ...backends].join(', ');
}
