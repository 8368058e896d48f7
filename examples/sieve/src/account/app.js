'use strict';

const { query } = require('../shared/database.js');
const { bodyText, json } = require('../shared/answers.js');

/** `POST /login` with a form; `GET /account` with the cookie that it set. */
exports.handler = async (event) => {
  return event.requestContext.http.method === 'POST' ? login(event) : account(event);
};

/** Weakness: name and password become part of the statement. */
async function login(event) {
  const form = new URLSearchParams(bodyText(event));
  const [user] = await query(
    `SELECT name, role, session FROM users WHERE name = '${form.get('name')}' AND password = '${form.get('password')}'`,
  );
  if (!user) return json(401, { error: 'wrong name or password' });
  return { ...json(200, { name: user.name, role: user.role }), cookies: [`session=${user.session}; HttpOnly`] };
}

/** Weakness: so does the cookie. */
async function account(event) {
  const [user] = await query(`SELECT name, role, email FROM users WHERE session = '${cookie(event, 'session')}'`);
  return user ? json(200, user) : json(401, { error: 'log in first' });
}

function cookie(event, name) {
  const pair = (event.cookies ?? []).find((text) => text.startsWith(`${name}=`));
  return pair === undefined ? '' : decodeURIComponent(pair.slice(name.length + 1));
}
