import { peopleByApolloClient } from './apollo-client/people.ts';
import { peopleByRelay } from './relay/people.ts';
import { peopleByUrql } from './urql/people.ts';

/** `node main.ts [Facet's endpoint]`: asks the same by each of the three clients. */
const [url = 'http://127.0.0.1:4000/graphql'] = process.argv.slice(2);

for (const people of [peopleByApolloClient(url), peopleByUrql(url), peopleByRelay(url)]) {
  const person = await people.find({ authId: 'facetauth1001' });
  const everyone = await people.everyone(50);
  process.stdout.write(`${person?.displayName} is one of ${everyone.length} people.\n`);
}
