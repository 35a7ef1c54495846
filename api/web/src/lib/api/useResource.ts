import { useCallback, useEffect, useState } from 'react';
import { get } from './client';
import { Problem } from './problem';

export interface Resource<T> {
  data: T | undefined;
  problem: Problem | undefined;
  loading: boolean;
  /** Asks again. */
  reload: () => void;
  /** Puts an answer that came another way, such as that of a POST. */
  put: (data: T) => void;
}

interface State<T> {
  url: string | null;
  data?: T;
  problem?: Problem;
}

/** Fetches a resource; null fetches nothing. While another is fetched, the earlier answer is not shown. */
export function useResource<T>(url: string | null): Resource<T> {
  const [state, setState] = useState<State<T>>({ url: null });
  const [turn, setTurn] = useState(0);

  useEffect(() => {
    if (url === null) return;
    const abort = new AbortController();
    get<T>(url, abort.signal).then(
      (data) => setState({ url, data }),
      (error: unknown) => {
        if (abort.signal.aborted) return;
        setState({ url, problem: error instanceof Problem ? error : new Problem(0, '', String(error)) });
      },
    );
    return () => abort.abort();
  }, [url, turn]);

  const current: State<T> = state.url === url ? state : { url };
  const reload = useCallback(() => {
    setState({ url: null });
    setTurn((n) => n + 1);
  }, []);
  const put = useCallback((data: T) => setState({ url, data }), [url]);
  return {
    data: current.data,
    problem: current.problem,
    loading: url !== null && current.data === undefined && current.problem === undefined,
    reload,
    put,
  };
}
