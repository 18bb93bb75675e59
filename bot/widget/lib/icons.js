// Path data of the few icons, on a 24 x 24 grid. Owns no markup.

export const CHAT = "M21 12a8 8 0 0 1-8 8H4l1.8-3.2A8 8 0 1 1 21 12Z";
export const CLOSE = ["M6 6l12 12", "M18 6L6 18"];
export const SEND = ["M5 12h13", "M12 5l7 7-7 7"];
export const SEARCH = ["M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14Z", "M20 20l-4-4"];
export const RESTART = ["M4 12a8 8 0 1 0 2.6-5.9", "M4 4v4h4"];
export const CHECK = "M5 12.5l4.5 4.5L19 7.5";
export const THUMB_UP =
  "M7 11v9H4v-9h3Zm0 0 4-7c1.4 0 2.3 1 2.1 2.4L12.6 10H18a2 2 0 0 1 2 2.4l-1.2 6A2 2 0 0 1 16.8 20H7";
export const THUMB_DOWN =
  "M17 13V4h3v9h-3Zm0 0-4 7c-1.4 0-2.3-1-2.1-2.4l.5-3.6H6a2 2 0 0 1-2-2.4l1.2-6A2 2 0 0 1 7.2 4H17";
export const STAR =
  "M12 3.6l2.6 5.3 5.8.8-4.2 4.1 1 5.8-5.2-2.7-5.2 2.7 1-5.8L3.6 9.7l5.8-.8L12 3.6Z";
