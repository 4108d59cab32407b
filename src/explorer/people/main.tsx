import { createRoot } from 'react-dom/client';
import { Entrance } from '../sign-in/entrance.tsx';
import { PeoplePage } from './page.tsx';

// GraphiQL's own switch: what somebody chose there holds here.
const theme = localStorage.getItem('graphiql:theme');
if (theme) document.body.classList.add(`graphiql-${theme}`);

const container = document.getElementById('people');
if (container === null) throw new Error('people.html has no element with the id "people".');
createRoot(container).render(<Entrance page={(facts) => <PeoplePage facts={facts} />} />);
