import { useGraphiQL } from '@graphiql/react';
import { type AnswerWarning, type BackendCall, readAnswer } from './answer.ts';

/** What the last answer of the open tab cost, and what it warns of. */
export function LastAnswer() {
  const response = useGraphiQL(({ tabs, activeTabIndex }) => tabs[activeTabIndex]?.response);
  const answer = readAnswer(response);
  return (
    <section aria-label="Last answer" aria-live="polite">
      <h2>Last answer</h2>
      {answer === null ? (
        <p>Run a query: the backend calls that it cost are counted here.</p>
      ) : (
        <>
          <Calls calls={answer.calls} />
          <Warnings warnings={answer.warnings} />
        </>
      )}
    </section>
  );
}

function Calls({ calls }: { readonly calls: readonly BackendCall[] | null }) {
  if (calls === null) {
    return (
      <p>
        To see its backend calls, send the header <code>x-facet-trace: 1</code> (tab Headers, below
        the query).
      </p>
    );
  }
  if (calls.length === 0) return <p>No backend was called.</p>;
  const total = calls.reduce((sum, { count }) => sum + count, 0);
  return (
    <table>
      <caption>{total === 1 ? '1 backend call' : `${total} backend calls`}</caption>
      <tbody>
        {calls.map(({ backend, operation, count }) => (
          <tr key={`${backend} ${operation}`}>
            <th scope="row">{backend}</th>
            <td>{operation}</td>
            <td>{count}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Warnings({ warnings }: { readonly warnings: readonly AnswerWarning[] }) {
  if (warnings.length === 0) return null;
  return (
    <ul className="facet-warnings">
      {warnings.map(({ code, message, subject }, index) => (
        <li key={index}>
          <strong>{code}</strong> {subject}
          <br />
          {message}
        </li>
      ))}
    </ul>
  );
}
