import { useLanguage } from './context';

/** English names of the parts of a sum. In Chinese the data files name them. */
const english: Record<string, string> = {
  kind: 'Kind of gap', demand_pull: 'Demand pull', supply_push: 'Supply push', plan: 'Plan emphasis', relatedness: 'Relatedness',
  position: 'Position in the chain', cost: 'Cost to the region', constraint: 'Constraint', market: 'Glut', fit: 'Fit', scale: 'Scale',
  tie: 'Tie to local firms', west: 'Going west already', growth: 'Growth', advantage: 'Advantage of coming', licence: 'Licences, capacity',
  quality: 'Quality marks', against: 'Against',
};

export function usePartName(): (part: { part: string; name?: string }) => string {
  const { language } = useLanguage();
  return (p) => (language === 'en' ? english[p.part] : undefined) ?? p.name ?? p.part;
}
