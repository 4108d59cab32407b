import { createRoot } from 'react-dom/client';
import { Entrance } from './sign-in/entrance.tsx';
import { startWorkersOnTouch } from './graphiql/workers.ts';
import { Explorer } from './graphiql/explorer.tsx';

const container = document.getElementById('explorer');
if (container === null) throw new Error('index.html has no element with the id "explorer".');
startWorkersOnTouch();
createRoot(container).render(<Entrance page={(facts) => <Explorer facts={facts} />} />);
