// The order matters: tokens and elements, shared pieces, then the pages.
import './base.css';
import './shell.css';
import './pieces.css';
import './map.css';
import './pages.css';
import './print.css';
