//! A small catalog, enough for the cases.

use buckler_flow::catalog::{
    Answer, Answering, Base, Callback, Condition, Event, Form, Given, Key, Kind, Language, Like, Origin, Package,
    Place, Propagator, Route, Sanitizer, Shape, Sink, Source, Store, Test, Type, Validator, View,
};

const fn at(index: u8) -> Place {
    Place { base: Base::Position(index), path: &[] }
}

const RESULT: Place = Place { base: Base::Result, path: &[] };
const RECEIVER: Place = Place { base: Base::Receiver, path: &[] };
const INPUT: &[Origin] = &[Origin::Input, Origin::Stored];

const fn sink(paths: &'static [&'static str], kind: Kind) -> Sink {
    Sink { paths, kind, at: &[Place { base: Base::Position(0), path: &[] }], when: &[], from: INPUT, note: "", fix: "" }
}

const fn made(paths: &'static [&'static str]) -> Propagator {
    Propagator {
        paths,
        from: &[Place { base: Base::From(0), path: &[] }, RECEIVER],
        to: RESULT,
        shape: Shape::Made,
        calls: &[],
    }
}

const fn cleans(paths: &'static [&'static str], clean: u64) -> Sanitizer {
    Sanitizer { paths, at: at(0), when: &[], clean }
}

const SHELL: Condition =
    Condition { not: false, place: Place { base: Base::Keyword("shell"), path: &[] }, test: Test::Equals("true") };
const SQL_LIKE: Condition = Condition { not: false, place: at(0), test: Test::Like(Like::Sql) };
const IS_TEXT: Condition = Condition { not: false, place: at(0), test: Test::Is(Type::Text) };

static PYTHON: Package = Package {
    name: "python",
    language: Language::Python,
    sinks: &[
        sink(&["eval", "exec"], Kind::Code),
        sink(&["open"], Kind::Path),
        Sink { when: &[SQL_LIKE], ..sink(&["*.execute"], Kind::Sql) },
    ],
    watches: &["print"],
    ..Package::EMPTY
};

static OS: Package = Package {
    name: "os",
    language: Language::Python,
    modules: &["os"],
    sinks: &[sink(&["system", "popen"], Kind::Command)],
    propagators: &[made(&["path.join"])],
    sanitizers: &[cleans(&["path.basename"], Kind::Path.bit())],
    ..Package::EMPTY
};

static SUBPROCESS: Package = Package {
    name: "subprocess",
    language: Language::Python,
    modules: &["subprocess"],
    sinks: &[Sink { when: &[SHELL], ..sink(&["run", "call", "check_output"], Kind::Command) }],
    ..Package::EMPTY
};

static SQLITE: Package = Package {
    name: "sqlite3",
    language: Language::Python,
    modules: &["sqlite3"],
    sinks: &[sink(&["connect().execute", "connect().cursor().execute"], Kind::Sql)],
    ..Package::EMPTY
};

static REQUESTS: Package = Package {
    name: "requests",
    language: Language::Python,
    modules: &["requests"],
    sinks: &[sink(&["get", "post"], Kind::Url)],
    ..Package::EMPTY
};

static SHLEX: Package = Package {
    name: "shlex",
    language: Language::Python,
    modules: &["shlex"],
    sanitizers: &[cleans(&["quote"], Kind::Command.bit())],
    ..Package::EMPTY
};

static HTML: Package = Package {
    name: "html",
    language: Language::Python,
    modules: &["html", "markupsafe"],
    sanitizers: &[cleans(&["escape"], Kind::Html.bit())],
    ..Package::EMPTY
};

static RE: Package = Package {
    name: "re",
    language: Language::Python,
    modules: &["re"],
    validators: &[
        Validator {
            paths: &["match", "search"],
            at: at(1),
            clean: 0,
            answer: Answer::True,
            pattern: Some(at(0)),
            whole: false,
        },
        Validator {
            paths: &["fullmatch"],
            at: at(1),
            clean: 0,
            answer: Answer::True,
            pattern: Some(at(0)),
            whole: true,
        },
        Validator {
            paths: &["compile().match"],
            at: at(0),
            clean: 0,
            answer: Answer::True,
            pattern: Some(RECEIVER),
            whole: false,
        },
    ],
    ..Package::EMPTY
};

static FLASK: Package = Package {
    name: "flask",
    language: Language::Python,
    modules: &["flask"],
    sinks: &[sink(&["make_response", "Markup"], Kind::Html), sink(&["redirect"], Kind::Redirect)],
    sources: &[Source {
        paths: &[
            "request.args",
            "request.form",
            "request.headers",
            "request.cookies",
            "request.get_json",
            "request.path",
        ],
        name: "",
        origin: Origin::Input,
        clean: 0,
        trusted: &[],
        readers: &[],
    }],
    propagators: &[Propagator {
        paths: &["render_template", "jsonify"],
        from: &[],
        to: RESULT,
        shape: Shape::Nothing,
        calls: &[],
    }],
    routes: &[Route {
        paths: &["Flask().route", "Flask().get"],
        form: Form::Decorator,
        parameters: &[Given::Input("")],
        answer: Answering::Html,
    }],
    views: &[View {
        bases: &["views.MethodView"],
        methods: &["get", "post"],
        parameters: &[Given::Input("")],
        attributes: &[],
        answer: Answering::Html,
    }],
    ..Package::EMPTY
};

static BOTO: Package = Package {
    name: "boto3",
    language: Language::Python,
    modules: &["boto3"],
    stores: &[
        Store {
            paths: &["resource(dynamodb).Table().put_item"],
            kind: "table",
            put: true,
            name: RECEIVER,
            value: Place { base: Base::Keyword("Item"), path: &[] },
        },
        Store {
            paths: &["resource(dynamodb).Table().get_item"],
            kind: "table",
            put: false,
            name: RECEIVER,
            value: Place { base: Base::Result, path: &[Key::Name("Item")] },
        },
    ],
    ..Package::EMPTY
};

static EVENTS: Package = Package {
    name: "events",
    events: &[Event {
        trigger: "api",
        input: &[],
        trusted: &["requestContext"],
        identity: &["requestContext.authorizer"],
        text: &["queryStringParameters"],
        answer: Answering::Proxy,
        store: "",
    }],
    ..Package::EMPTY
};

static JAVASCRIPT: Package = Package {
    name: "javascript",
    sinks: &[
        sink(&["eval", "Function"], Kind::Code),
        sink(&["fetch"], Kind::Url),
        Sink { when: &[IS_TEXT], ..sink(&["setTimeout"], Kind::Code) },
        sink(&["*.innerHTML="], Kind::Html),
        Sink { when: &[SQL_LIKE], ..sink(&["*.query"], Kind::Sql) },
    ],
    sanitizers: &[cleans(&["encodeURIComponent"], Kind::Url.bit() | Kind::Html.bit() | Kind::Path.bit())],
    ..Package::EMPTY
};

static CHILD_PROCESS: Package = Package {
    name: "child_process",
    modules: &["child_process"],
    sinks: &[sink(&["exec", "execSync"], Kind::Command)],
    ..Package::EMPTY
};

static FS: Package = Package {
    name: "fs",
    modules: &["fs"],
    sinks: &[sink(&["readFile", "readFileSync", "promises.readFile"], Kind::Path)],
    ..Package::EMPTY
};

static PATH: Package = Package {
    name: "path",
    modules: &["path"],
    propagators: &[made(&["join"])],
    sanitizers: &[cleans(&["basename"], Kind::Path.bit())],
    ..Package::EMPTY
};

static PG: Package = Package {
    name: "pg",
    modules: &["pg"],
    sinks: &[Sink {
        at: &[at(0), Place { base: Base::Position(0), path: &[Key::Name("text")] }],
        ..sink(&["Client().query", "Pool().query", "Pool().connect().query"], Kind::Sql)
    }],
    ..Package::EMPTY
};

static EXPRESS: Package = Package {
    name: "express",
    modules: &["express"],
    sinks: &[sink(&["Response.send"], Kind::Html), sink(&["Response.redirect"], Kind::Redirect)],
    sources: &[Source {
        paths: &["Request.query", "Request.body", "Request.params"],
        name: "",
        origin: Origin::Input,
        clean: 0,
        trusted: &[],
        readers: &[],
    }],
    routes: &[Route {
        paths: &["().get", "().post", "().use", "Router().get", "Router().post"],
        form: Form::Arguments,
        parameters: &[Given::Object("Request"), Given::Object("Response"), Given::Unknown],
        answer: Answering::Nothing,
    }],
    ..Package::EMPTY
};

static MIDDY: Package = Package {
    name: "middy",
    modules: &["@middy/core"],
    routes: &[Route { paths: &[""], form: Form::Wrapper, parameters: &[], answer: Answering::Nothing }],
    ..Package::EMPTY
};

static ASYNC: Package = Package {
    name: "async",
    modules: &["async"],
    propagators: &[Propagator {
        paths: &["each"],
        from: &[],
        to: RESULT,
        shape: Shape::Nothing,
        calls: &[Callback {
            function: at(1),
            with: &[Given::Place(Place { base: Base::Position(0), path: &[Key::Any] })],
            result: false,
        }],
    }],
    ..Package::EMPTY
};

pub(crate) static PACKAGES: &[&Package] = &[
    &PYTHON,
    &OS,
    &SUBPROCESS,
    &SQLITE,
    &REQUESTS,
    &SHLEX,
    &HTML,
    &RE,
    &FLASK,
    &BOTO,
    &EVENTS,
    &JAVASCRIPT,
    &CHILD_PROCESS,
    &FS,
    &PATH,
    &PG,
    &EXPRESS,
    &MIDDY,
    &ASYNC,
];
