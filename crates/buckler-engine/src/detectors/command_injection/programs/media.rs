//! Programs that convert documents, images, sound and film.

use super::Value::{AtFile, Danger, Filter, Link, Plain, Read, Script, Write};
use super::{Program, Style};

/// Prefixes with which ImageMagick reads other things than an image file.
const MAGICK: &[&str] = &[
    "msl:",
    "mvg:",
    "ephemeral:",
    "text:",
    "label:",
    "caption:",
    "pango:",
    "inline:",
    "vid:",
    "url:",
    "https:",
    "http:",
    "ftp:",
    "file:",
    "|",
    "@",
    "win:",
    "x:",
    "show:",
    "plt:",
    "ps:",
    "eps:",
    "scan:",
    "fd:",
    "tiff:/",
    "data:",
];

/// Protocols with which FFmpeg opens other things than the named file.
const FFMPEG: &[&str] = &[
    "concat:", "concatf:", "subfile,", "file:", "data:", "pipe:", "crypto:", "async:", "cache:", "gopher:", "gophers:",
    "tee:", "fd:", "unix:", "hls+", "movie=", "amovie=", "lavfi:", "sftp:", "ftp:", "tcp:", "udp:", "libssh:",
];

pub(super) const PROGRAMS: &[Program] = &[
    Program::new("ffmpeg avconv ffplay", Write)
        .options(&[
            ("-i", Read),
            (
                "-filter_complex_script -filter_script -init_hw_device -dump_attachment -attach -protocol_whitelist",
                Danger,
            ),
            ("-vstats_file -passlogfile -report", Write),
            ("-filter_complex -lavfi -vf -af -filter:v -filter:a -filter", Filter),
            ("-f -c -codec -c:v -c:a -vcodec -acodec -b -b:v -b:a -r -s -ss -t -to -ar -ac -crf -preset -map", Plain),
            ("-metadata -aspect -pix_fmt -vframes -frames:v -q:v -q:a -qscale -threads -loglevel -tune", Plain),
        ])
        .protocols(FFMPEG)
        .style(Style::Single)
        .harmless("-y -n -hide_banner -an -vn"),
    Program::new("ffprobe mediainfo mplayer mpv vlc cvlc gst-launch-1.0 gst-discoverer-1.0", Read)
        .options(&[
            ("-i", Read),
            ("--script --scripts --include --config-dir --input-ipc-server --lua --sout", Danger),
            ("-f -v -of -print_format -show_entries -select_streams -loglevel --Output", Plain),
        ])
        .protocols(FFMPEG)
        .style(Style::Single),
    Program::new("convert magick identify mogrify composite montage compare conjure import animate display gm", Read)
        .options(&[
            ("-write -path", Write),
            ("-script -fx -process -format_script -authenticate", Danger),
            ("-caption -label -draw -annotate -comment -title", AtFile),
            ("-resize -quality -crop -geometry -gravity -fill -stroke -font -pointsize -extent -density -depth", Plain),
            ("-rotate -background -size -colorspace -type -limit -set -define -format -thumbnail -blur -level", Plain),
            ("-border -bordercolor -strokewidth -delay -loop -sharpen -compress -page -sample -scale -alpha", Plain),
        ])
        .protocols(MAGICK)
        .style(Style::Single)
        .pairs("-annotate -set -define")
        .harmless("-strip -flip -flop -auto-orient -negate"),
    Program::new("pandoc", Read).options(&[
        ("-F --filter -L --lua-filter --pdf-engine --pdf-engine-opt --data-dir -d --defaults --template", Danger),
        ("-o --output --extract-media --log", Write),
        ("-H --include-in-header -B --include-before-body -A --include-after-body --reference-doc", Read),
        ("--metadata-file --bibliography --csl --epub-cover-image --syntax-definition", Read),
        ("-c --css --mathjax --katex", Link),
        ("-f --from -r --read -t --to -w --write -M --metadata -V --variable --toc-depth --columns", Plain),
    ]),
    Program::new("libreoffice soffice unoconv lowriter localc oosplash", Read)
        .options(&[
            ("--convert-to --infilter --writer -f --format -e --export", Plain),
            ("--outdir -o --output", Write),
            ("--accept -env:UserInstallation", Danger),
        ])
        .protocols(&["macro:", "vnd.sun.star."]),
    Program::new("pdflatex latex xelatex lualatex tex pdftex latexmk luatex context bibtex", Read)
        .options(&[
            ("-output-directory -jobname -aux-directory", Write),
            ("-shell-escape -e -r -fmt -progname -cnf-line -latexoption -pdflatex -lualatex", Danger),
            ("-interaction", Plain),
        ])
        .protocols(&["\\"])
        .style(Style::Single),
    Program::new("pdftotext pdftoppm pdftocairo pdfinfo pdfimages pdfunite pdfseparate pdftohtml ps2pdf pdf2ps", Read)
        .options(&[("-f -l -r -x -y -W -H -enc -upw -opw -scale-to -o", Plain)])
        .style(Style::Single)
        .harmless("-layout -raw -png -jpeg -htmlmeta"),
    Program::new("qpdf pdftk cpdf mutool img2pdf ocrmypdf pdfcrop", Read)
        .options(&[("-o --output --job-json-file --password-file", Write), ("--unpaper-args --plugin", Danger)]),
    Program::new("exiftool", Read)
        .options(&[
            ("-config -if -execute -api -p -userparam", Danger),
            ("-@ -tagsfromfile -TagsFromFile -geotag -csv -json", Read),
            ("-o -w -W", Write),
            ("-d -c -x -ext", Plain),
        ])
        .style(Style::Single),
    Program::new("exiv2 jhead jpegoptim optipng pngquant cwebp dwebp gifsicle jpegtran cjpeg djpeg svgo", Read)
        .options(&[("-o -d --output --dest -out -outfile", Write), ("-cmd -M --config", Danger), ("-q -m", Plain)]),
    Program::new("inkscape rsvg-convert cairosvg", Read).options(&[
        ("-o --output --export-filename --export-png --export-pdf -e", Write),
        ("--actions --shell --extension-directory --stylesheet -s", Danger),
        ("-w --width -h --height -f --format --export-type -z --zoom -d --dpi", Plain),
    ]),
    Program::new("dot neato fdp sfdp circo twopi mmdc plantuml gnuplot", Read).options(&[
        ("-o --output", Write),
        ("-l -e -c --configFile -p --puppeteerConfigFile", Danger),
        ("-i --input", Read),
        ("-T -G -N -E -K", Plain),
    ]),
    Program::new("sox play rec soxi lame oggenc flac opusenc mpg123 fluidsynth", Read)
        .options(&[("-o -w", Write), ("-f", Read), ("-r -c -b -t -v -s -p -C -e", Plain)])
        .protocols(&["|"]),
    Program::new("espeak espeak-ng say spd-say pico2wave figlet toilet banner cowsay qrencode barcode", Plain)
        .options(&[("-f -r", Read), ("-w -o", Write), ("-v -s -p -a -g -t -l -c -d", Plain)]),
    Program::new(
        "gdal_translate gdalwarp gdalinfo ogr2ogr ogrinfo potrace vips vipsthumbnail heif-convert dcraw",
        Read,
    )
    .options(&[("-o -f -of -co -t_srs -s_srs -te -s -q", Plain), ("--config -oo -sql", Danger)])
    .style(Style::Single),
    Program::new(
        "ebook-convert calibre pdf2htmlEX pygmentize highlight xlsx2csv csvtool mkvmerge MP4Box shellcheck",
        Read,
    )
    .options(&[("-o --output", Write), ("-l -f -d -s", Plain), ("--config -P --recipe --plugin", Danger)]),
    Program::new("tesseract zbarimg", Read).options(&[
        ("-l --psm --oem -c -s -t", Plain),
        ("-o", Write),
        ("--tessdata-dir --user-words --user-patterns", Danger),
    ]),
    Program::new("asciidoctor asciidoc rst2html rst2pdf markdown cmark sphinx-build groff troff nroff man", Read)
        .options(&[
            ("-o --out-file -D --destination-dir", Write),
            ("-r --require -T --template-dir -I -P --pager -H --html -C --config-file -a", Danger),
            ("-m -t -d -b", Plain),
        ]),
    Program::new("enscript a2ps lp lpr cups-lp", Read).options(&[("-P -d -n -o -t -J -U -#", Plain)]),
    Program::new("blender openscad povray", Read).options(&[
        ("-P --python --python-expr --python-text -D", Danger),
        ("-o --render-output --export-format", Write),
        ("-f -s -e -a -t", Plain),
    ]),
    Program::new("nbconvert jupyter papermill streamlit", Script).options(&[
        ("--config --template --TemplateExporter.template_file --execute", Danger),
        ("--to -p -k", Plain),
        ("--output --output-dir", Write),
    ]),
    Program::new("swfdump catdoc antiword wv unrtf docx2txt xls2csv ssconvert html2pdf tidy", Read).options(&[
        ("-o --output-file", Write),
        ("-config -f -file", Danger),
        ("-d -s -b -w", Plain),
    ]),
    Program::new("lilypond timidity", Script).options(&[("-o --output -I -d -e --evaluate", Danger)]),
];
