import type { ReactNode } from 'react';
import type { Problem } from '@/lib/api/problem';
import type { Resource } from '@/lib/api/useResource';
import { useWords } from '@/lib/i18n/context';

/** What is fetched, or that it is being fetched, or why it could not be. */
export function Shown<T>({ resource, children }: { resource: Resource<T>; children: (data: T) => ReactNode }) {
  if (resource.problem) return <ProblemNote problem={resource.problem} retry={resource.reload} />;
  if (resource.data === undefined) return <Loading />;
  return children(resource.data);
}

export function Loading() {
  const t = useWords();
  return (
    <p className="loading" role="status">
      {t.loading}
    </p>
  );
}

export function ProblemNote({ problem, retry }: { problem: Problem; retry?: () => void }) {
  const t = useWords();
  const { title, detail } = inWords(problem, t.problem);
  return (
    <div className="problem" role="alert">
      <strong>{title}</strong>
      {detail && <p>{detail}</p>}
      {retry && problem.status !== 404 && (
        <button type="button" onClick={retry}>
          {t.retry}
        </button>
      )}
    </div>
  );
}

/** Titles of HTTP statuses are English phrases; the reader's words go first and the server's detail follows. */
function inWords(problem: Problem, t: Record<'unreachable' | 'unreachableDetail' | 'notFound' | 'refused' | 'failed', string>) {
  if (problem.status === 0) return { title: t.unreachable, detail: problem.detail || t.unreachableDetail };
  const kind = problem.status === 404 ? t.notFound : problem.status < 500 ? t.refused : t.failed;
  const own = /[\u4e00-\u9fff]/.test(problem.title) ? problem.title : kind;
  return { title: `${own}（${problem.status}）`, detail: problem.detail || problem.title };
}

export function Empty({ children }: { children: ReactNode }) {
  return <p className="empty">{children}</p>;
}
