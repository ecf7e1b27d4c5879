/** A URL as it may be shown: whatever stands before its host is left out. */
export const withoutCredentials = (text: string): string => text.replace(/\/\/[^/?#]*@/, '//…@');
