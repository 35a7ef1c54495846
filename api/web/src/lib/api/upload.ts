import { Problem, problemOf, unreachable } from './problem';

/**
 * Sends a form and says how much of it has gone (0…1). XMLHttpRequest,
 * because fetch does not report upload progress.
 */
export function upload<T>(url: string, form: FormData, progress: (share: number) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', url);
    request.setRequestHeader('Accept', 'application/json');
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) progress(event.loaded / event.total);
    };
    request.upload.onload = () => progress(1);
    request.onerror = () => reject(unreachable());
    request.onload = () => {
      if (request.status < 200 || request.status > 299) {
        reject(problemOf(request.status, request.responseText));
        return;
      }
      try {
        resolve(JSON.parse(request.responseText) as T);
      } catch {
        reject(new Problem(request.status, '', request.responseText.slice(0, 300)));
      }
    };
    request.send(form);
  });
}
