import { Route, Switch } from 'wouter';
import { ChainsPage } from '@/features/chains/ChainsPage';
import { FirmPage } from '@/features/firms/FirmPage';
import { FirmsPage } from '@/features/firms/FirmsPage';
import { GapPage } from '@/features/gaps/GapPage';
import { GapsPage } from '@/features/gaps/GapsPage';
import { ImportPage } from '@/features/imports/ImportPage';
import { ImportsPage } from '@/features/imports/ImportsPage';
import { LinkPage } from '@/features/map/LinkPage';
import { MapPage } from '@/features/map/MapPage';
import { TodayPage } from '@/features/today/TodayPage';
import { LanguageProvider } from '@/lib/i18n/LanguageProvider';
import { NotFound } from './NotFound';
import { Shell } from './Shell';

/** All addresses of the browser side stand here. */
export function App() {
  return (
    <LanguageProvider>
      <Shell>
        <Switch>
          <Route path="/" component={TodayPage} />
          <Route path="/chains" component={ChainsPage} />
          <Route path="/chains/:id">{({ id }) => <MapPage key={id} id={id} />}</Route>
          <Route path="/links/:id">{({ id }) => <LinkPage key={id} id={id} />}</Route>
          <Route path="/gaps" component={GapsPage} />
          <Route path="/gaps/:id">{({ id }) => <GapPage key={id} id={id} />}</Route>
          <Route path="/firms" component={FirmsPage} />
          <Route path="/firms/:id">{({ id }) => <FirmPage key={id} id={id} />}</Route>
          <Route path="/imports" component={ImportsPage} />
          <Route path="/imports/:id">{({ id }) => <ImportPage key={id} id={id} />}</Route>
          <Route component={NotFound} />
        </Switch>
      </Shell>
    </LanguageProvider>
  );
}
