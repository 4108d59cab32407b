import type { Trace } from '../api/trace.ts';

/** What was planned: the sources of each selected field, best first, those marked that were asked for it. */
export function Plan({ trace: { plan, calls } }: { readonly trace: Trace }) {
  if (plan.length === 0) return null;
  const asked = new Set(
    calls.flatMap(({ backend, fields }) => fields.map((field) => `${backend} ${field}`)),
  );
  return (
    <details className="facet-plan">
      <summary>What was planned</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">Field</th>
            <th scope="col">Sources, best first</th>
          </tr>
        </thead>
        <tbody>
          {plan.map(({ field, backends }) => (
            <tr key={field}>
              <th scope="row">{field}</th>
              <td>
                <ol className="facet-sources">
                  {backends.map((backend) => (
                    <li
                      key={backend}
                      className={asked.has(`${backend} ${field}`) ? 'facet-asked' : undefined}
                    >
                      {backend}
                      {asked.has(`${backend} ${field}`) && (
                        <span className="facet-unseen"> (asked)</span>
                      )}
                    </li>
                  ))}
                </ol>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
