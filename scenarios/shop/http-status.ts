/** What statuses mean wherever nobody says otherwise. */

export const SWITCHING_PROTOCOLS = 101;

export const isSuccess = (status: number): boolean => status >= 200 && status < 300;
export const isRedirection = (status: number): boolean => status >= 300 && status < 400;
