"use strict";

const PAGES = { home: "/", albums: "/albums", help: "https://help.example.org/start" };

/** A path of this site: begins with one slash, and is no address of another host. */
function isOwnPath(text) {
  return /^\/(?![\/\\])[\w\-./]*$/.test(text);
}

exports.handler = async (event) => {
  const { page = "home", back } = event.queryStringParameters || {};
  if (back && isOwnPath(back)) {
    return { statusCode: 302, headers: { location: back } };
  }
  const location = Object.hasOwn(PAGES, page) ? PAGES[page] : PAGES.home;
  return { statusCode: 302, headers: { location } };
};
