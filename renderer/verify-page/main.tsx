/** Starts `verify.html`. */
import '../../shared/without-eval.ts';
import { createRoot } from 'react-dom/client';
import '../styles/tokens.css';
import '../styles/base.css';
import '../styles/state.css';
import '../styles/open-head.css';
import '../styles/controls.css';
import '../styles/cards.css';
import '../styles/fingerprint.css';
import '../styles/messages.css';
import '../styles/media.css';
import './page.css';
import { Page } from './Page.tsx';

const container = document.getElementById('root');
if (container === null) throw new Error('The page has no #root');
createRoot(container).render(<Page />);
